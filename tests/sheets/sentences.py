"""A sentence in every language of the sheets: after the first article of the Universal Declaration of Human Rights."""

SENTENCES = {
    "ar": "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق.",
    "bn": "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে জন্মগ্রহণ করে।",
    "ckb": "هەموو مرۆڤەکان بە ئازادی و بە کەرامەت و مافی یەکسانەوە لەدایک دەبن.",
    "en": "All human beings are born free and equal in dignity and rights.",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad y derechos.",
    "et": "Kõik inimesed sünnivad vabadena ja võrdsetena oma väärikuselt ja õigustelt.",
    "fa": "تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند.",
    "fi": "Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan.",
    "fi-simple": "Kaikki ihmiset ovat vapaita ja yhtä arvokkaita.",
    "fil": "Ang lahat ng tao ay isinilang na malaya at pantay-pantay sa karangalan at mga karapatan.",
    "fr": "Tous les êtres humains naissent libres et égaux en dignité et en droits.",
    "ne": "सबै व्यक्तिहरू जन्मजात स्वतन्त्र हुन् ती सबैको समान अधिकार र महत्व छ।",
    "prs": "تمام افراد بشر آزاد به دنیا می‌آیند و از نگاه حیثیت و حقوق با هم برابر اند.",
    "ro": "Toate ființele umane se nasc libere și egale în demnitate și în drepturi.",
    "ru": "Все люди рождаются свободными и равными в своём достоинстве и правах.",
    "rw": "Abantu bose bavuka aribo kandi bangana mu gaciro n’uburenganzira.",
    "so": "Aadanaha dhammaantiis wuxuu dhashaa isagoo xor ah kana siman xagga sharafta iyo xuquuqda.",
    "sv": "Alla människor är födda fria och lika i värde och rättigheter.",
    "th": "มนุษย์\u200bทั้งปวง\u200bเกิด\u200bมา\u200bมี\u200bอิสระ\u200b"
    "และ\u200bเสมอภาค\u200bกัน\u200bใน\u200bศักดิ์ศรี\u200bและ\u200bสิทธิ",
    "ti": "ብመንፅር ክብርን መሰልን ኩሎም ሰባት እንትውለዱ ነፃን ማዕሪን እዮም።",
    "tr": "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar.",
    "uk": "Всі люди народжуються вільними і рівними у своїй гідності та правах, їхній ґрунт.",
    "vi": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi.",
    "zh": "人人生而自由，在尊严和权利上一律平等。",
}
